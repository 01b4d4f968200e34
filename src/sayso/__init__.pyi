from sayso.notebook import Ledger as Ledger

__version__: str
