package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The four ways to write a kernel (out, in, kh, kw) as a matrix. */
enum Unfolding {
  /** (out, in · kh · kw): the rows are filters. Spectral normalization's matrix. */
  FILTERS(0, 1, 2, 3, 1),
  /** (in, out · kh · kw): the same with outputs and inputs exchanged. */
  INPUTS(1, 0, 2, 3, 1),
  /** (out · kh, in · kw). */
  ROWS(0, 2, 1, 3, 2),
  /** (out · kw, in · kh). */
  COLUMNS(0, 3, 1, 2, 2);

  private final int first;
  private final int second;
  private final int third;
  private final int fourth;
  private final int leading;

  /** A permutation of the kernel's dimensions, and how many of them make the rows. */
  Unfolding(int first, int second, int third, int fourth, int leading) {
    this.first = first;
    this.second = second;
    this.third = third;
    this.fourth = fourth;
    this.leading = leading;
  }

  NDArray of(NDArray kernel) {
    NDArray permuted = kernel.transpose(first, second, third, fourth);
    Shape shape = permuted.getShape();
    return permuted.reshape(shape.slice(0, leading).size(), shape.slice(leading).size());
  }
}
