/** Row-major float32 matrices, the products on them and the threads that share the work. */
package io.glimpse.matrix;
