/** What a policy document says: the model that the reader makes and the evaluator compiles. */
@NullMarked
package io.sallyport.policy;

import org.jspecify.annotations.NullMarked;
