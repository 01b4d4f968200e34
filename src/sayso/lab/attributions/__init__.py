"""Train, score and export the attribution tagger."""
