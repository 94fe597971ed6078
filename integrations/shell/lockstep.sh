#!/bin/sh
# Lockstep on any build server. It ends with 0 (pass), 1 (the policy blocks), 2 (nothing could be decided: never a pass), 3 (nothing to
# examine), and with 10 (warnings) where --warn-exit asks for it. Arguments are handed to "lockstep ci"; LOCKSTEP names the program.
set -u
lockstep=${LOCKSTEP:-lockstep}

# 3: there is nothing here that has any.
"$lockstep" advisories pull || [ $? = 3 ] || echo "lockstep.sh: advisories could not be pulled, the report says how old they are" >&2

code=0
"$lockstep" ci "$@" || code=$?
case $code in
  0 | 1 | 3 | 10) exit "$code" ;;
esac
# 127: there is no such program; 137: the system ended it, most likely for want of memory.
echo "lockstep.sh: nothing could be decided (exit code $code)" >&2
exit 2
