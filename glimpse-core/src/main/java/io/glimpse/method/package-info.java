/**
 * The methods: each takes a {@link io.glimpse.method.Task} and gives a {@link
 * io.glimpse.method.Classifier}.
 */
package io.glimpse.method;
