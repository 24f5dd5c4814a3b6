/** The embedded encoder. */
package io.glimpse.lite;
