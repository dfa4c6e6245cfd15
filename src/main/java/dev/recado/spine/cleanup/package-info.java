/** Clean-up: how long rows are kept, and the deletion of old ones in small batches. */
@NullMarked
package dev.recado.spine.cleanup;

import org.jspecify.annotations.NullMarked;
