/** The study that objects of other systems are about, as a sender writes it, before de-identification. */
export const sentStudy = {
  studyUid: '1.2.3.1',
  studyDate: '20240229',
  studyTime: '',
  studyId: '',
  accession: '',
  description: '',
  patientName: 'Tran^Van BN001',
  patientId: 'BN001',
  patientSex: '',
  patientBirthDate: '',
}
