/**
 * What bench/ and scripts/ measure: JMH benchmarks of single methods, and reports that answer a
 * script which runs another side beside them.
 */
package io.glimpse.bench;
