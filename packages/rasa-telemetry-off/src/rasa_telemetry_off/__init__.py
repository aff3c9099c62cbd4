"""Turns Rasa's telemetry and its error reports off, whatever the caller asked for.

People tell this guide about their children, so nothing may leave the machine. Python
imports this module at every start, through the `.pth` file that is installed beside it.
So it holds for `rasa train` typed by hand as well as for `make serve`. Rasa sends error
reports only where telemetry is on.
"""

import os

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
