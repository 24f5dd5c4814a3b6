/** The documents of answers that commands print and services give, field by field. */
package io.glimpse.document;
