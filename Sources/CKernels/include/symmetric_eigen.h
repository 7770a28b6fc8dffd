#ifndef ASSAY_SYMMETRIC_EIGEN_H
#define ASSAY_SYMMETRIC_EIGEN_H

#include <stddef.h>

/// Eigenvalues of symmetric 3 x 3 matrices and the unit eigenvector of the smallest one.
///
/// `matrices` is `[6][stride]`: xx, xy, xz, yy, yz, zz; the first `count` of each are used. `values` is
/// `[3][stride]`, ascending. `vectors` is `[3][stride]`: x, y, z. Cyclic Jacobi with a fixed number of
/// sweeps: the same steps for every matrix, degenerate ones included. A zero matrix gives the x axis.
void assay_symmetric_eigen(const float *matrices, size_t stride, size_t count, float *values, float *vectors);

#endif
