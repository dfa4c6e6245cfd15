/** Webhooks: authenticates the sender, derives a stable key, writes to Kafka, and acknowledges. */
@NullMarked
package dev.recado.spine.ingress;

import org.jspecify.annotations.NullMarked;
