/** Experiments over data sets, encoders, methods, shots and seeds that resume after a kill. */
package io.glimpse.study;
