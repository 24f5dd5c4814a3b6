/** Banks: a few-shot classifier as data, in one file or in bytes, which grows shot by shot. */
package io.glimpse.bank;
