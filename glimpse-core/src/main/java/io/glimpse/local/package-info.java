/** What small places of a picture say of its class: how far they are from what is usual. */
package io.glimpse.local;
