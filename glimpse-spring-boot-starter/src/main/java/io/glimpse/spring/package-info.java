/** Glimpse in Spring Boot: one opened encoder, banks by name, health and metrics. */
package io.glimpse.spring;
