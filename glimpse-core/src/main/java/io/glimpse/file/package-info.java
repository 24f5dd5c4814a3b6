/** Writing files so that a failure in the middle leaves the old one as it was. */
package io.glimpse.file;
