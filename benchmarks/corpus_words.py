"""The few sentences that invented replies are put together from."""

NAMES = ("Ada", "Bron", "Cal", "Dara", "Eben", "Fay", "Gwil", "Hana", "Ivo", "Jude", "Kit", "Lowri", "Mina", "Ned")
OPENINGS = (
    "Thank you for the opportunity to comment on the programme.",
    "Please find our comments below.",
    "I am replying on behalf of our trustees, who met last week.",
    "Dear colleagues, we are glad to respond.",
)
REASONS = (
    "This is where our members see the greatest need.",
    "We see too little evidence on this and practice varies widely.",
    "Staff tell us that this is the matter that keeps them from doing their work well.",
    "It matters most to the people whom we serve.",
)
ASIDES = (
    "We should be glad to help with fieldwork in our area.",
    "Our own survey of last spring had eleven hundred answers and points the same way.",
    "We know of two areas in which this is done well, and of many in which it is not.",
    "Whatever is chosen, please talk to people with experience of supervision.",
    "The last report on this is now eight years old.",
)
CAMPAIGNS = (
    (
        "I am writing because I care about people on probation and their families.",
        "Please look at resettlement and housing first. Nobody can rebuild a life without an address.",
        "I hope that you will listen to the many of us who say so.",
    ),
    (
        "Victims have waited long enough to be heard.",
        "I ask you to put the service that victims receive at the head of your list, before everything else.",
        "No inspection that leaves them out can say that the public is protected.",
    ),
)
NOTHING = ("We have no comments to make on this occasion.", "Nothing to add from us, thank you.")
AUTO_REPLIES = (
    "I am out of the office until Monday and will read your message when I return.",
    "Thank you for your message. I am on annual leave until 25 November 2024.",
)
SIGN_OFFS = ("Kind regards", "Best wishes", "Yours sincerely", "Many thanks")
