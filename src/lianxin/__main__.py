"""The one command: `lianxin` and `python -m lianxin` are the same."""

from lianxin.cli.main import main

if __name__ == "__main__":
    main()
