package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.example.objectstore.kept.TagPair;
import java.io.IOException;
import java.util.List;

/** The tags of objects. */
record ObjectTags(Objects objects) {

  void put(Call call) throws IOException {
    KeptObjects.Found found = objects.found(call);
    List<TagPair> tags = TagSets.parse(call.body(), TagSets.MOST_OF_OBJECT);
    objects.change(call, found, object -> object.withTags(tags));
    call.done(200);
  }

  void get(Call call) throws IOException {
    call.xml(TagSets.written(objects.of(call).tags()));
  }

  void delete(Call call) throws IOException {
    objects.change(call, objects.found(call), object -> object.withTags(List.of()));
    call.done(204);
  }
}
