/** The way in for a Java program: {@link io.glimpse.Glimpse}. */
package io.glimpse;
