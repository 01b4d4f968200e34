"""Lines around articles and sentences that look like them, written for this project before the rules.

Each pair of blocks is in the manner of British, Indian and US outlets. The second pair was set aside
while the rules were mended on the first.
"""

from __future__ import annotations

FURNITURE = """
By ANN POOLE and Bo Lind, Ashmere Ledger
By ANN POOLE, BO LIND and CY MARSH
By Ann Poole, Political Correspondent
By Bo Lind in Velmor
Reported by Ann Poole, Bo Lind and Cy Marsh
Edited by: Cy Marsh
Written By: Ledger News Desk
Our Special Correspondent
Ledger News Service
Ledger Web Desk
(With inputs from PTI)
With agency inputs
— Reporting by Ann Poole; Editing by Bo Lind
(Reporting by Ann Poole in Velmor and Bo Lind in Ashmere; editing by Cy Marsh)
Additional reporting by Cy Marsh
Cy Marsh contributed to this report.
Ann Poole and Bo Lind contributed reporting from Velmor.
Email: ann.poole@ledger.example
Ann Poole can be reached at apoole@ledger.example.
Twitter: @annpoole
(This story comes from a syndicated feed and has not been edited by Ledger staff.)
A version of this article appears in print on June 1, 2024, Section A, Page 4.
Photo: Cy Marsh/Getty
Photo by Cy Marsh/Ashmere Ledger via Getty Images
Photograph: Cy Marsh/Shutterstock
Cy Marsh / AFP - Getty Images file
A lorry on the swing bridge on Monday. (Cy Marsh/Ashmere Ledger via AP)
View 12 images
Play video
1 of 7
Listen to this article
Listen to this article • 6 min
Also read: Three held over bridge toll fraud
Also Read | Minister says toll will stay
READ ALSO | Three held over bridge toll fraud
Watch: Lorry stuck on the bridge
Follow us on Facebook, X and Instagram
Follow the Ashmere Ledger on WhatsApp
Join our WhatsApp channel for instant updates
Click here to join our Telegram channel
Download the Ledger app for the latest alerts
Subscribe to our newsletter for more stories like this
Sign up to First Tide, our free daily briefing
By clicking Sign Up, you agree to our terms and privacy policy.
Support our journalism from as little as £1
14:32 GMT
9.41am BST
Updated at 09.41 BST
Published - May 31, 2024 06:10 pm IST - ASHMERE
First Published: 31 May 2024, 6:10 PM IST
2 min read Last Updated : May 31 2024 | 6:10 PM IST
Key events
Topics: Bridges, Tolls, Ashmere
Tags: bridge, ashmere, toll fraud
Privacy policy | Terms of use | Cookie settings
Copyright © 2024 Ashmere Ledger. All rights reserved.
Copyright 2024 Kestrian Wire. This material may not be published, broadcast, rewritten or redistributed.
* * *
ENDS
Be the first to comment
Comments (12)
Related articles
""".strip().splitlines()

PROSE = """
Copyright law does not protect a bridge, the court held.
Copyright 2024 reforms would harm authors, the guild said.
We use cookies as bait, the angler said.
This site uses cookies to follow children, the regulator found.
By signing the lease you agree to the toll, the harbour board told hauliers.
By Christmas, Velmor will have no doctors, union warns
By Friday all were dead, says survivor
By law, the mayor has to answer
Reported by three neighbours as missing, the boy was found asleep.
Reporting by two outlets contradicted the minister.
Edited by his lawyers, the statement says he is sorry.
Written by hand, the letter says she paid twice.
With inputs from farmers, the plan was redrawn, the minister said.
Two engineers contributed to this report, the minister said.
Ministers contributed to this report and then buried it.
Email from the mayor ordered it, the court heard.
Your email address was in the leak, the bank told customers.
Enter your e-mail address and you are theirs, the detective warned.
Photographs by the coroner showed three wounds, the jury was told.
Video by a passer-by contradicts the police account.
Photo shows minister with dealer, rival claims
Credit: it belongs to the nurses, the premier said.
The driver slept, the inquiry said (photo evidence had been lost).
Pictures courtesy of a satellite show that the ships had left.
Listen here, the chairman told the minister.
Listen to this article of the constitution, the judge told him.
Also read out was a letter from the mayor.
Read more on weekends, the minister told pupils.
More about the bridge would emerge on Monday, she said.
More at stake than jobs, union says
More in Velmor go hungry, charity says
Watch on the tower was kept by two officers.
Follow us to the palace, the strikers shouted.
Subscribe to no rumour, the bishop told them.
Register to vote by Friday, the commission urged residents.
Sign up to fight, the general told them.
Thanks for signing up to defend us, the president told recruits.
Get it in your inbox and delete it, he told staff.
Already registered? Then vote, the party told students.
To continue reading aloud is cruel, she told the court.
Continue reading the meters, the firm told staff.
Contact us before you dig, the water company told builders.
Send tips to the sheriff, the mayor said.
Support for the bridge fell to 40%, the poll found.
Download the app or queue, passengers were told.
Published in 2019, the report warned of the collapse.
Posted to Velmor in 1998, he saw nothing.
Updated at 9 each morning, the chart hid the deaths.
At 14:32 GMT the ship called for help.
14:32 — Minister resigns, says aide
10:05 AM: Police say the road is shut
Ashmere, May 31 (PTI) The minister on Friday said the bridge was safe.
This report was published to hurt us, the company said.
This story has been corrected twice, the editor told MPs.
All rights reserved for the poor were sold, the priest said.
Back to top form, says coach
Story continues after ten years, says heir
Key events were left out of the inquiry.
Topics discussed were secret, the envoy said.
Comments by the minister angered hauliers.
Ends do not justify means, the bishop said.
Sponsored by the state, the hackers read the minister's mail.
""".strip().splitlines()

FURNITURE_ASIDE = """
By Dev Rathi and Meera Soln
Story by Ann Poole, staff writer
Curated by: Meera Soln
Staff Reporter
Press Trust of India
(Additional reporting by Dev Rathi; writing by Meera Soln)
Dev Rathi reported from Velmor.
With inputs from ANI and agencies
Meera Soln is a reporter for the Ashmere Ledger.
Contact Dev Rathi at drathi@beacon.example or on X @devrathi
Image: Dev Rathi/AFP via Getty Images
Dev Rathi for the Velmor Beacon
Image credit: Velmor Port Trust
Listen • 4:12
Read: What the engineer told the board
Recommended reading: A town without a bridge
See also | Ferry fares to rise in June
Follow live updates on our Telegram channel
Like us on Facebook
Get the Beacon's morning briefing by email
This newsletter is sent every Friday. Unsubscribe at any time.
By submitting your email, you consent to receive messages from Velmor Beacon.
11.05 BST
Posted at 11:05
Last modified on Fri 31 May 2024 11.05 BST
Updated - June 01, 2024 07:45 am IST
Filed under: Transport, Velmor
Cookie policy
© Velmor Beacon Media Ltd 2024
Not for redistribution. All rights reserved.
###
-30-
Post a comment
More from this section
View comments
""".strip().splitlines()

PROSE_ASIDE = """
By Monday, hauliers had lost a week, traders say
By then, Dev Rathi had left Velmor
Story by story, the inquiry unpicked his account.
Staff reporter pay is too low, the union said.
Additional reporting by hospitals would save lives, the study says.
Dev Rathi reported from the cell that he had been beaten.
Meera Soln is a liar, the mayor told the council.
Contact between the two men was brief, the court heard.
Image is everything, the coach said.
Images by the drone were wiped, the prosecutor told the court.
Listen and learn, the minister told the hauliers.
Read the letter, the judge ordered.
Read: it was the one word on the banner.
See also how they lied to us, the widow said.
Like us, the islanders have no doctor.
Follow live rounds to their maker, the sergeant told them.
Get the children out by email or phone, the school was told.
By submitting to the search you consent to nothing, the judge ruled.
Posted at the gate, two guards saw the lorry leave.
Modified in 2011, the valve failed twice.
Filed under oath, the affidavit puts him in Velmor.
Cookie makers oppose the tax.
All rights were lost, the islanders claim
Post office managers knew, inquiry hears
View from the bridge: we were not told
More from the minister is expected on Monday.
Related claims were thrown out.
Joining now would cost 4 billion crowns, the bank says
Save the bridge, pupils tell mayor
Print unions deny a deal
Search for survivors ends, navy says
Advertising watchdog rejects complaint
Most read the ruling as a defeat.
Share your food, the bishop urged.
Photo finish: Marsh beats Lind by a tyre
""".strip().splitlines()
