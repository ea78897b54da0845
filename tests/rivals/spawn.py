"""Run a command and write its seconds and the memory of its largest process (KB) into a file: spawn.py FILE COMMAND...

Why a program of its own, as small as can be: what a process says of its memory (`ru_maxrss`) begins with that of the one that
started it. It needs nothing but Python, and is run without its packages.
"""

import os
import sys
import time

began = time.perf_counter()
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(pid, 0)
seconds = time.perf_counter() - began
with open(sys.argv[1], "w") as file:
    file.write(f"{seconds} {used.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status) % 256)
