/** Where webhooks come in: verify, give a stable key, write to Kafka, acknowledge. */
@NullMarked
package dev.recado.spine.ingress;

import org.jspecify.annotations.NullMarked;
