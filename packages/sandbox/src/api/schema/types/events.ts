import type { TypeTexts } from '../type-text.js';

/** Events as the newer group calls them. Names and protobuf numbers: k8s.io/api, events/v1. */
export const eventsTypes: TypeTexts = {
  EventsEvent: `
    metadata 1 ObjectMeta
    eventTime 2 microTime
    series 3 EventSeries
    reportingController 4 string
    reportingInstance 5 string
    action 6 string
    reason 7 string
    regarding 8 ObjectReference
    related 9 ObjectReference
    note 10 string
    type 11 string
    deprecatedSource 12 EventSource
    deprecatedFirstTimestamp 13 time
    deprecatedLastTimestamp 14 time
    deprecatedCount 15 int
  `,
};
