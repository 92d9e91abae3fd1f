"""`python -m workshop` is the command `mengya`."""

from workshop.cli.app import main

if __name__ == "__main__":
    main()
