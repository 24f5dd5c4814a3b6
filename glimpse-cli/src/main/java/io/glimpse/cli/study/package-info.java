/** Studies and their reports. */
package io.glimpse.cli.study;
