/** The wire format of protocol buffers, as far as networks and vocabularies are made of it. */
package io.glimpse.protobuf;
