/** Routes that answer what is in pictures. */
package io.glimpse.server.answer;
