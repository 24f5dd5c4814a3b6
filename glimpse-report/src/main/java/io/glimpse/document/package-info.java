/** The documents of answers that commands print and services give, as records. */
package io.glimpse.document;
