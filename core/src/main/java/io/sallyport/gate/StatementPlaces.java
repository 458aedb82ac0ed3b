package io.sallyport.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.simulation.SimulationResult.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where the statements of a policy begin and end in its document. */
record StatementPlaces(Place start, Place end) {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final StatementPlaces UNKNOWN =
      new StatementPlaces(new Place(1, 1), new Place(1, 1));

  /** The place of a statement; the beginning, if the document can't be read. */
  static StatementPlaces of(String document, int statement) {
    List<StatementPlaces> places = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(document)) {
      json.nextToken();
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        json.nextToken();
        if (field.equals("Statement")) {
          read(json, places);
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      return UNKNOWN;
    }
    return statement >= 0 && statement < places.size() ? places.get(statement) : UNKNOWN;
  }

  private static void read(JsonParser json, List<StatementPlaces> places) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      places.add(one(json));
      return;
    }
    while (json.nextToken() == JsonToken.START_OBJECT) {
      places.add(one(json));
    }
  }

  private static StatementPlaces one(JsonParser json) throws IOException {
    Place start = place(json.currentTokenLocation());
    json.skipChildren();
    return new StatementPlaces(start, place(json.currentLocation()));
  }

  private static Place place(JsonLocation location) {
    return new Place(location.getLineNr(), location.getColumnNr());
  }
}
