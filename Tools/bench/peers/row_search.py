"""Times faiss's exact search: row_search.py ANSWER.i32 ROWS.f32 QUERIES.f32 FEATURES THREADS.

The wheel's OpenBLAS is older than some processors, which it takes for a Prescott: five times slower than need be. So
it is told which kernels to use, unless OPENBLAS_CORETYPE says so already.
"""

import os
import pathlib
import sys

flags = pathlib.Path("/proc/cpuinfo").read_text().split()
known = {"avx512bw": "SkylakeX", "avx2": "Haswell"}
core = next((name for flag, name in known.items() if flag in flags), None)
if core:
    os.environ.setdefault("OPENBLAS_CORETYPE", core)  # before the library is loaded

import faiss
import numpy
from turns import take_turns

answer, rows_path, queries_path, features, threads = sys.argv[1:]
faiss.omp_set_num_threads(int(threads))
index = faiss.IndexFlatL2(int(features))
index.add(numpy.fromfile(rows_path, dtype=numpy.float32).reshape(-1, int(features)))  # copied, then let go
queries = numpy.fromfile(queries_path, dtype=numpy.float32).reshape(-1, int(features))
index.search(queries, 3)[1].astype(numpy.int32).tofile(answer)
take_turns(lambda: index.search(queries, 3))
