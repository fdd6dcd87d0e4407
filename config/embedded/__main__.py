import os
import sys

from config.embedded.faults import Fault
from config.embedded.runner import Runner
from config.embedded.wishes import read

if __name__ == "__main__":
    try:
        Runner(read(os.environ)).run()
    except Fault as fault:
        sys.exit(f"\n{fault}")
