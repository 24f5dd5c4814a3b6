/** Who may ask, and by what road. */
package io.glimpse.server.guard;
