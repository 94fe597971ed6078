#!/bin/sh
# NODE_TLS_REJECT_UNAUTHORIZED=0 is refused here.
if [ "$NODE_TLS_REJECT_UNAUTHORIZED" = "0" ]; then
  echo "unset NODE_TLS_REJECT_UNAUTHORIZED first" >&2
  exit 1
fi
