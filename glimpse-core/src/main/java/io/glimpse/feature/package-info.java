/** Features of pictures and texts, labels and the key-value cache: plain data, shape-checked. */
package io.glimpse.feature;
