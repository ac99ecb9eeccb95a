"""The FID that pytorch-fid's own code gives two folders of images, on the weights of inception_stub.py.

    python3 fid_of_folders.py stub.pt.state.pt FOLDER FOLDER

Compare with `stablegan score FOLDER FOLDER --extractor stub.pt`. Needs the package pytorch-fid 0.3.0.
"""

import sys

import torch
from pytorch_fid import fid_score, inception

from inception_stub import inception as architecture


def main() -> None:
    state, *folders = sys.argv[1:]
    net = architecture()
    net.load_state_dict(torch.load(state))
    inception.fid_inception_v3 = lambda: net
    print(fid_score.calculate_fid_given_paths(folders, 32, "cpu", 2048, num_workers=1))


if __name__ == "__main__":
    main()
