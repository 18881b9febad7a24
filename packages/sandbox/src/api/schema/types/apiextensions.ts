import type { TypeTexts } from '../type-text.js';

/** Definitions of custom resources (k8s.io/apiextensions-apiserver, v1), and what all custom objects have in common. */
export const apiextensionsTypes: TypeTexts = {
  CustomResourceDefinition: `
    metadata - ObjectMeta
    spec - CustomResourceDefinitionSpec
    status - CustomResourceDefinitionStatus
  `,
  CustomResourceDefinitionSpec: `
    group - string
    names - CustomResourceDefinitionNames
    scope - string
    versions - CustomResourceDefinitionVersion[]
    conversion - raw
    preserveUnknownFields - bool
  `,
  CustomResourceDefinitionNames: `
    plural - string
    singular - string
    shortNames - string[]
    kind - string
    listKind - string
    categories - string[]
  `,
  CustomResourceDefinitionVersion: `
    name - string
    served - bool
    storage - bool
    deprecated - bool
    deprecationWarning - string
    schema - CustomResourceValidation
    subresources - CustomResourceSubresources
    additionalPrinterColumns - CustomResourceColumnDefinition[]
    selectableFields - raw[]
  `,
  CustomResourceValidation: `
    openAPIV3Schema - raw
  `,
  CustomResourceSubresources: `
    status - raw
    scale - CustomResourceSubresourceScale
  `,
  CustomResourceSubresourceScale: `
    specReplicasPath - string
    statusReplicasPath - string
    labelSelectorPath - string
  `,
  CustomResourceColumnDefinition: `
    name - string
    type - string
    format - string
    description - string
    priority - int
    jsonPath - string
  `,
  CustomResourceDefinitionStatus: `
    conditions - Condition[] keys=type
    acceptedNames - CustomResourceDefinitionNames
    storedVersions - string[]
  `,
  CustomObject: `
    metadata - ObjectMeta
    spec - any
    status - any
  `,
};
