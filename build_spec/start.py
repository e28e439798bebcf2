"""Where the frozen program begins: the same door as the installed command."""

import multiprocessing
import sys

from desktop_app.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # old workbooks are read in a process of their own
    sys.exit(main())
