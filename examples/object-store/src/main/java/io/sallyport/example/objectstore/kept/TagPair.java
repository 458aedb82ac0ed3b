package io.sallyport.example.objectstore.kept;

import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import java.util.List;

/** A tag as it was given: its key's case is kept, as S3 does. */
public record TagPair(String key, String value) {

  /** As policies are asked with them: to these, keys that differ only in case are the same. */
  public static Tags toTags(List<TagPair> pairs) {
    return pairs.isEmpty()
        ? Tags.NONE
        : new Tags(pairs.stream().map(pair -> new Tag(pair.key(), pair.value())).toList());
  }
}
