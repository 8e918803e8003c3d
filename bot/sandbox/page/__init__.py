"""The page: the small Slack in a browser, in which one person can be anybody of the staff.

`play.py` says what is on: the rehearsal, its players, and what is under way. Every browser window has a WebSocket
(`window.py`) over which it asks for what can be done (`deeds.py`: in Slack, and beside it) and is sent what that person
sees (`shows.py`). The clock (`moments.py`), what happened while it moved (`meanwhile.py`) and the path for a first
visit (`guide.py`) are the page's own. What the browser runs stands in `static/`, as it is: there is no build step.
"""
