#!/usr/bin/env python3
"""Makes the HDF5 file that the tests of the 3D data sets copy.

    python3 scripts/hdf5_miniature.py glimpse-data/src/test/resources/io/glimpse/data/clouds.h5

3 clouds of 1,030 points in compressed chunks, as ModelNet40 is published: data float32
[3, 1030, 3], label uint8 [3, 1]. The x of point p of cloud c is c + p / 1024. Needs h5py.
"""

import sys

import h5py
import numpy as np

data = np.zeros((3, 1030, 3), np.float32)
data[:, :, 0] = np.arange(3)[:, None] + np.arange(1030) / 1024
data[:, :, 1] = np.arange(1030) % 7
with h5py.File(sys.argv[1], "w") as file:
    file.create_dataset("data", data=data, compression="gzip", compression_opts=4)
    file.create_dataset("label", data=np.array([[2], [0], [1]], np.uint8), compression="gzip")
