"""Reading the queue: ``legs`` what waits kind by kind, ``rows`` a page of it, ``own`` what one coordinator keeps."""
