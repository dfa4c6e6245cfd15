/**
 * What a person starts from: new flows and connectors, and the schemas that editors complete with.
 */
@NullMarked
package dev.recado.authoring.scaffold;

import org.jspecify.annotations.NullMarked;
