"""Make the environments of the peers: ``make peers``."""

from tests.bench.peers.environments import make_environments

if __name__ == "__main__":
    make_environments()
