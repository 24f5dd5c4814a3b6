#!/usr/bin/env python3
"""Compares glimpse's readers of point clouds and meshes with independent Python libraries.

Setup, once:
    python3 -m venv venv
    venv/bin/pip install numpy trimesh meshio plyfile h5py open3d
Run from the root of the checkout:
    venv/bin/python scripts/check_points.py [--keep FOLDER]

The libraries write files of every format and encoding that they know. Each file is then read back
by every library of these that can, and the numbers of points and triangles and the bounds are
compared with those of `glimpse points info --json`. Formats that no library writes (the OFF header
glued to its counts, PTS, CSV, OBJ with negative indices, PLY with strips) are written here by hand
and compared with what they were made of. Exit code 1 if anything differs.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import Counter

import h5py
import meshio
import numpy as np
import open3d as o3d
import plyfile
import trimesh

ROOT = pathlib.Path(__file__).resolve().parent.parent


def shapes(count):
    """Name -> trimesh mesh, all triangles, of random proportions and places."""
    random = np.random.default_rng(11)
    makers = {
        "box": lambda: trimesh.creation.box(extents=random.uniform(0.1, 5, 3)),
        "ball": lambda: trimesh.creation.icosphere(subdivisions=random.integers(1, 4), radius=random.uniform(0.1, 9)),
        "cone": lambda: trimesh.creation.cone(radius=random.uniform(0.1, 2), height=random.uniform(0.1, 2)),
        "torus": lambda: trimesh.creation.torus(random.uniform(1, 3), random.uniform(0.1, 0.9)),
    }
    meshes = {}
    for i in range(count):
        kind = list(makers)[i % len(makers)]
        mesh = makers[kind]()
        mesh.apply_translation(random.normal(size=3) * 10 ** random.uniform(-2, 2))
        meshes[f"{kind}{i:02d}"] = mesh
    return meshes


class Files:
    """Writes files and remembers what each must hold, as (points, faces, bounds), by source."""

    def __init__(self, folder):
        self.folder = folder
        self.expected = {}

    def path(self, name):
        path = self.folder / name
        self.expected.setdefault(str(path), {})
        return path

    def made_of(self, path, vertices, faces):
        vertices = np.asarray(vertices, dtype=np.float64)[:, :3]
        self.expected[str(path)]["written"] = (len(vertices), faces, bounds(vertices))


def bounds(vertices):
    vertices = np.asarray(vertices, dtype=np.float64)
    return vertices.min(axis=0), vertices.max(axis=0)


def write_meshes(files, meshes):
    for name, mesh in meshes.items():
        vertices, triangles = mesh.vertices, mesh.faces
        for kind, encoding in (("ascii", "ascii"), ("binary", "binary_little_endian")):
            path = files.path(f"trimesh-{name}-{kind}.ply")
            path.write_bytes(trimesh.exchange.ply.export_ply(mesh, encoding=kind))
            files.made_of(path, vertices, len(triangles))
        for ending in ("obj", "off"):
            path = files.path(f"trimesh-{name}.{ending}")
            mesh.export(path)
            files.made_of(path, vertices, len(triangles))
        path = files.path(f"trimesh-{name}-binary.stl")
        mesh.export(path, file_type="stl")
        files.made_of(path, vertices[triangles].reshape(-1, 3), len(triangles))
        path = files.path(f"trimesh-{name}-ascii.stl")
        mesh.export(path, file_type="stl_ascii")
        files.made_of(path, vertices[triangles].reshape(-1, 3), len(triangles))

        other = o3d.geometry.TriangleMesh(
            o3d.utility.Vector3dVector(vertices), o3d.utility.Vector3iVector(triangles))
        other.compute_triangle_normals()
        for ending, ascii_too in (("ply", True), ("obj", False), ("off", False), ("stl", False)):
            for text in (False, True) if ascii_too else (False,):
                path = files.path(f"open3d-{name}{'-ascii' if text else ''}.{ending}")
                o3d.io.write_triangle_mesh(str(path), other, write_ascii=text)
                corners = vertices[triangles].reshape(-1, 3) if ending == "stl" else vertices
                files.made_of(path, corners, len(triangles))

        small = meshio.Mesh(vertices, [("triangle", triangles)])
        for ending, options in (("ply", {"binary": True}), ("ply", {"binary": False}), ("obj", {}),
                                ("off", {}), ("stl", {"binary": True}), ("stl", {"binary": False})):
            kind = {True: "-binary", False: "-ascii"}.get(options.get("binary"), "")
            path = files.path(f"meshio-{name}{kind}.{ending}")
            small.write(path, **options)
            corners = vertices[triangles].reshape(-1, 3) if ending == "stl" else vertices
            files.made_of(path, corners, len(triangles))


def write_quads(files, number):
    """Quadrilaterals, each of which counts as two triangles."""
    sides = 1 + number / 7
    corners = np.array([[x, y, z] for x in (0, sides) for y in (0, 2) for z in (0, 3)], dtype=float)
    quads = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4],
                      [1, 5, 7, 3]])
    for ending, options in (("ply", {"binary": True}), ("ply", {"binary": False}), ("obj", {})):
        kind = {True: "-binary", False: "-ascii"}.get(options.get("binary"), "")
        path = files.path(f"meshio-quads-{number:02d}{kind}.{ending}")
        meshio.Mesh(corners, [("quad", quads)]).write(path, **options)
        files.made_of(path, corners, 12)


def write_clouds(files, number, mesh):
    """Clouds of one number, and the mesh in the encodings of plyfile."""
    random = np.random.default_rng(number)
    cloud = random.normal(size=(random.integers(2, 1500), 3)) * (1, 10, 1e-3) + (0, 500, -2)
    single = cloud.astype(np.float32)

    rows = np.empty(len(cloud), dtype=[("confidence", "f4"), ("z", "f8"), ("y", "f8"), ("red", "u1"),
                                       ("x", "f8"), ("label", "i2")])
    for axis, column in zip("xyz", cloud.T):
        rows[axis] = column
    rows["confidence"], rows["red"], rows["label"] = 0.5, 200, -7
    for kind, text, order in (("ascii", True, "="), ("little", False, "<"), ("big", False, ">")):
        path = files.path(f"plyfile-cloud-{number:02d}-{kind}.ply")
        element = plyfile.PlyElement.describe(rows, "vertex")
        plyfile.PlyData([element], text=text, byte_order=order).write(path)
        files.made_of(path, cloud, 0)
    vertex = np.array([tuple(v) for v in mesh.vertices], dtype=[(a, "f4") for a in "xyz"])
    face = np.empty(len(mesh.faces), dtype=[("vertex_index", "i4", (3,)), ("quality", "f4")])
    face["vertex_index"], face["quality"] = mesh.faces, 1
    for kind, text, order in (("ascii", True, "="), ("little", False, "<"), ("big", False, ">")):
        path = files.path(f"plyfile-mesh-{number:02d}-{kind}.ply")
        plyfile.PlyData([plyfile.PlyElement.describe(face, "face"),
                         plyfile.PlyElement.describe(vertex, "vertex")],
                        text=text, byte_order=order).write(path)
        files.made_of(path, vertex_array(vertex), len(mesh.faces))

    points = o3d.geometry.PointCloud(o3d.utility.Vector3dVector(cloud))
    points.colors = o3d.utility.Vector3dVector(random.random(cloud.shape))
    for name, options in (("ascii.pcd", {"write_ascii": True}), ("binary.pcd", {}),
                          ("compressed.pcd", {"compressed": True}),
                          ("ascii.ply", {"write_ascii": True}), ("binary.ply", {}), ("plain.xyz", {}),
                          ("colours.xyzrgb", {}), ("counted.pts", {})):
        path = files.path(f"open3d-cloud-{number:02d}-{name}")
        o3d.io.write_point_cloud(str(path), points, **options)
        files.made_of(path, cloud, 0)
    path = files.path(f"trimesh-cloud-{number:02d}.xyz")
    trimesh.PointCloud(cloud).export(path)
    files.made_of(path, cloud, 0)
    path = files.path(f"trimesh-cloud-{number:02d}.ply")
    trimesh.PointCloud(cloud).export(path)
    files.made_of(path, cloud, 0)

    for name, array in (("f4.npy", single), ("f8.npy", cloud.astype("<f8")),
                        ("big.npy", single.astype(">f4")), ("fortran.npy", np.asfortranarray(single)),
                        ("half.npy", single.astype("f2")),
                        ("wide.npy", np.hstack([single, single]))):
        path = files.path(f"numpy-{number:02d}-{name}")
        np.save(path, array)
        files.made_of(path, array, 0)
    for name, options in (("blank.txt", {"fmt": "%.18e"}), ("comma.csv", {"delimiter": ","}),
                          ("named.csv", {"delimiter": ",", "header": "x,y,z", "comments": ""}),
                          ("short.xyz", {"fmt": "%.6f"}), ("semicolon.txt", {"delimiter": ";"})):
        path = files.path(f"numpy-{number:02d}-{name}")
        np.savetxt(path, cloud, **options)
        files.made_of(path, np.loadtxt(path, delimiter=options.get("delimiter"),
                                       skiprows=1 if "header" in options else 0), 0)

    batch = random.normal(size=(5, 2048, 3)).astype(np.float32)
    for name, options in (("plain", {}), ("gzip", {"compression": "gzip", "chunks": (1, 2048, 3)}),
                          ("shuffled", {"compression": "gzip", "shuffle": True})):
        path = files.path(f"h5py-{number:02d}-{name}.h5#3")
        real = files.folder / f"h5py-{number:02d}-{name}.h5"
        with h5py.File(real, "w") as file:
            file.create_dataset("data", data=batch, **options)
            file.create_dataset("label", data=np.zeros((5, 1), np.uint8), **options
                                if name != "gzip" else {})
        files.made_of(path, batch[3], 0)
    path = files.path(f"numpy-{number:02d}-batch.npy#4")
    np.save(files.folder / f"numpy-{number:02d}-batch.npy", batch)
    files.made_of(path, batch[4], 0)


def vertex_array(rows):
    return np.stack([rows["x"], rows["y"], rows["z"]], axis=1)


def write_by_hand(files, number, mesh):
    off = f"{len(mesh.vertices)} {len(mesh.faces)} 0\n"
    off += "".join("%.17g %.17g %.17g\n" % tuple(v) for v in mesh.vertices)
    off += "".join("3 %d %d %d\n" % tuple(f) for f in mesh.faces)
    obj = "".join("v %.17g %.17g %.17g\n" % tuple(v) for v in mesh.vertices)
    count = len(mesh.vertices)
    obj += "".join("f %d/1/1 %d//2 %d\n" % tuple(f - count) for f in mesh.faces)
    for name, text in (("glued.off", "OFF" + off), ("split.off", "OFF\r\n" + off.replace("\n", "\r\n")),
                       ("negative.obj", obj)):
        path = files.path(f"hand-{number:02d}-{name}")
        path.write_bytes(text.encode())
        files.made_of(path, mesh.vertices, len(mesh.faces))
    path = files.path(f"hand-{number:02d}-solid.stl")
    data = bytearray(trimesh.exchange.stl.export_stl(mesh))
    data[:24] = b"solid but binary really "
    path.write_bytes(data)
    files.made_of(path, mesh.vertices, len(mesh.faces))
    vertices = mesh.vertices[mesh.faces].reshape(-1, 3)
    files.made_of(path, vertices, len(mesh.faces))


def read_back(files):
    """What the libraries themselves see in every file."""
    for name, seen in files.expected.items():
        path = pathlib.Path(name)
        ending = path.suffix
        if ending in (".ply", ".obj", ".off", ".stl"):
            try:
                mesh = trimesh.load(name, process=False, maintain_order=True)
                if isinstance(mesh, trimesh.Trimesh):
                    seen["trimesh"] = (len(mesh.vertices), len(mesh.faces), bounds(mesh.vertices))
                elif isinstance(mesh, trimesh.PointCloud):
                    seen["trimesh"] = (len(mesh.vertices), 0, bounds(mesh.vertices))
            except Exception as error:  # a library that cannot read a file says nothing about it
                print(f"  trimesh cannot read {path.name}: {error}")
        # Open3D wants x, y and z in this order, and gives what memory held where they are not.
        if ending in (".pcd", ".ply", ".xyz", ".xyzrgb", ".pts") and "plyfile-cloud-" not in name:
            cloud = o3d.io.read_point_cloud(name)
            if len(cloud.points):
                seen["open3d"] = (len(cloud.points), None, bounds(cloud.points))
        if ending == ".ply":
            data = plyfile.PlyData.read(name)
            faces = None
            if "face" in data:
                lists = data["face"].data[data["face"].properties[0].name]
                faces = sum(max(0, len(corners) - 2) for corners in lists)
            seen["plyfile"] = (len(data["vertex"]), faces or 0, bounds(vertex_array(data["vertex"])))
        if ending in (".off", ".obj") and not path.name.startswith("hand"):
            mesh = meshio.read(name)
            faces = sum(len(c.data) * (c.data.shape[1] - 2) for c in mesh.cells)
            seen["meshio"] = (len(mesh.points), faces, bounds(mesh.points))


def glimpse(paths):
    command = [str(ROOT / "glimpse"), "points", "info", "--json", *paths]
    done = subprocess.run(command, capture_output=True, text=True)
    answer = json.loads(done.stdout)
    for error in answer["errors"]:
        print("  glimpse:", error["error"])
    return {cloud["path"]: cloud for cloud in answer["clouds"]}


def compare(expected, answers):
    wrong = 0
    for path, seen in expected.items():
        name = pathlib.Path(path).name
        answer = answers.get(path)
        if answer is None:
            print(f"FAILED {name}: no answer")
            wrong += 1
            continue
        for source, (points, faces, (low, high)) in seen.items():
            # Open3D writes six digits of a text, and other readers keep float32.
            limit = (6e-6 if source == "written" else 2e-6) * max(1e-9, np.abs([low, high]).max())
            near = np.abs(np.subtract(answer["bounds"], [low, high])).max() <= limit
            if answer["points"] != points or faces not in (None, answer["faces"]) or not near:
                print(f"DIFFERS {name}: {source} has {points} points, {faces} faces, {low} {high};"
                      f" glimpse {answer['points']}, {answer['faces']}, {answer['bounds']}")
                wrong += 1
    return wrong


def kind_of(name):
    """The format and encoding of a file: its name without shape and number."""
    return re.sub(r"-(box|ball|cone|torus)?\d\d", "", name, count=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--keep", type=pathlib.Path, help="folder to leave the files in")
    parser.add_argument("--count", type=int, default=30, help="how many files of every kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = Files(folder)
        meshes = shapes(options.count)
        write_meshes(files, meshes)
        for number, mesh in enumerate(meshes.values()):
            write_quads(files, number)
            write_clouds(files, number, mesh)
            write_by_hand(files, number, mesh)
        read_back(files)
        wrong = compare(files.expected, glimpse(list(files.expected)))
        kinds = Counter(kind_of(pathlib.Path(path).name) for path in files.expected)
        for name, count in sorted(kinds.items()):
            print(f"{count:5d}  {name}")
        readings = sum(len(seen) for seen in files.expected.values())
        print(f"{len(kinds)} kinds, {len(files.expected)} files, {readings} readings, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
