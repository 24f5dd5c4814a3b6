/**
 * The programs of docs/LIBRARY.md: what is between {@code // begin} and {@code // end} is shown
 * there. Each takes the folder of the demonstration's images, and those that write a folder to
 * write to.
 */
package io.glimpse.examples;
