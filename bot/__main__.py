"""The commands of the guide: `python -m bot <command>`, each with its own --help."""

import sys
from argparse import REMAINDER, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module

# command: its module, which has main(arguments) -> exit status, and what it does.
# A module is imported only when its command is called: working out a date needs no Rasa.
COMMANDS = {
    "deadline": ("bot.deadline_command", "work out by when you and the council must act"),
    "train": ("bot.train_command", "train the model from config.yml, domain.yml and data/"),
    "chat": ("bot.chat_command", "talk to the guide in this terminal"),
    "serve": ("bot.serve_command", "serve the page on http://127.0.0.1:8000"),
    "check": ("bot.check_command", "check every file of content/"),
    "improve": ("bot.improve_command", "show what the guide makes of messages people sent"),
    "refresh-bank-holidays": ("bot.bank_holidays_command", "add GOV.UK's newest bank holidays"),
}


def main(arguments: Sequence[str]) -> int:
    """Run the command that the first argument names and return its exit status."""
    listed = "\n".join(f"  {name:<24}{does}" for name, (_, does) in COMMANDS.items())
    parser = ArgumentParser(
        prog="python -m bot",
        description=__doc__,
        epilog=f"commands:\n{listed}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("arguments", nargs=REMAINDER, help="the options of the command")
    if not arguments:
        parser.print_help(sys.stderr)
        return 2
    options = parser.parse_args(arguments)
    module, _ = COMMANDS[options.command]
    status: int = import_module(module).main(options.arguments)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
