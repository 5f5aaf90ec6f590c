/* The names forms use for the template's parts, generated from the Python classes. */

export type {
  Band as BandJson,
  Block as BlockJson,
  Choice as ChoiceJson,
  Color as ColorJson,
  Field as FieldJson,
  FieldKind as FieldKindJson,
  Header as HeaderJson,
  Limits as LimitsJson,
  Matrix as MatrixJson,
  TemplateJson,
  Zone as ZoneJson,
} from "./generated";
