/** What a request is refused with. */
package io.glimpse.server.problem;
