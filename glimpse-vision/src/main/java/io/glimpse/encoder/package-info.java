/** What turns pictures and texts into features, and how an encoder is found by its name. */
package io.glimpse.encoder;
