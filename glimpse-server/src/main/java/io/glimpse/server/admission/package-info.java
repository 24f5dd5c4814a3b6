/** Which work is begun, and which is refused. */
package io.glimpse.server.admission;
