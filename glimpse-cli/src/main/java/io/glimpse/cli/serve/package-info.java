/** {@code glimpse serve} and {@code glimpse token}. */
package io.glimpse.cli.serve;
