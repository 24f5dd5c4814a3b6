/** Banks: a few-shot classifier in one file. */
package io.glimpse.bank;
